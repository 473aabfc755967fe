#compdef gitopsgen
# Completion of gitopsgen for zsh. Load it after compinit with: source <(gitopsgen completion zsh)

_gitopsgen() {
  local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
  local -a suggestions
  suggestions=("${(@f)$(${words[1]/#\~/$HOME} "[suggest:${#line}]" "$line" 2>/dev/null)}")
  suggestions=("${(@M)suggestions:#${(b)PREFIX}*}")
  suggestions=("${(@)suggestions:#}")
  if (( ${#suggestions} )); then compadd -- "${suggestions[@]}"; else _files; fi
}

compdef _gitopsgen gitopsgen
