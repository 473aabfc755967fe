# Completion of gitopsgen for fish. Load it with: gitopsgen completion fish | source

function __gitopsgen_complete
  set -l line (commandline -cp)
  set -l suggestions (gitopsgen "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -v -- '')
  if test (count $suggestions) -gt 0
    printf '%s\n' $suggestions
  else
    __fish_complete_path (commandline -ct)
  end
end

complete -c gitopsgen -f -a '(__gitopsgen_complete)'
