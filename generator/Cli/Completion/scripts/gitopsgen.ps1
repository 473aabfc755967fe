# Completion of gitopsgen for PowerShell. Load it with: gitopsgen completion pwsh | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName gitopsgen -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $program = $commandAst.CommandElements[0].Extent
  # The line as if the program had been called by its plain name, up to the cursor.
  $point = [Math]::Max(9, $cursorPosition - $program.EndOffset + 9)
  $line = ('gitopsgen' + $commandAst.ToString().Substring($program.Text.Length)).PadRight($point).Substring(0, $point)
  & $program.Text "[suggest:$point]" $line 2>$null |
    Where-Object { $_ -and $_.StartsWith($wordToComplete, [StringComparison]::OrdinalIgnoreCase) } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
