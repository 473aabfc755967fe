# Completion of gitopsgen for bash. Load it with: source <(gitopsgen completion bash)

_gitopsgen() {
  local word=${COMP_WORDS[COMP_CWORD]} suggestion
  COMPREPLY=()
  # Compared here and not by `compgen -W`, which would expand what stands in a name.
  while IFS= read -r suggestion; do
    if [[ -n $suggestion && $suggestion == "$word"* ]]; then COMPREPLY+=("$suggestion"); fi
  done < <("${COMP_WORDS[0]/#\~/$HOME}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
}

# Where nothing is suggested, files are.
complete -o default -F _gitopsgen gitopsgen
