namespace Hub.Functions.Shell;

/// <summary>
/// Scripts with which a shell completes the command line. All words stand in the script, so that a key press starts no process. Each walks over what was typed:
/// subcommands lead on, what follows an option that takes a value is passed over. Where nothing of ours fits, the shell offers files.
/// </summary>
internal static class CompletionScript
{
    public static readonly string[] Shells = ["bash", "fish", "zsh"];

    public static string Of(string shell, IReadOnlyList<CommandWords> tree) => shell switch
    {
        "bash" => Bash(tree),
        "zsh" => Zsh(tree),
        _ => Fish(tree),
    };

    private static string Bash(IReadOnlyList<CommandWords> tree) => $$"""
        _hub() {
          local at=hub last= word i words= options=
          for ((i = 1; i < COMP_CWORD; i++)); do
            word=${COMP_WORDS[i]}
            if [[ -n $last ]]; then last=; continue; fi
            case "$word" in {{Valued(tree, " | ")}}) last=$word; continue ;; esac
            case "$at $word" in {{Paths(tree, " | ")}}) at="$at $word" ;; esac
          done
          case "$at $last" in
        {{Lines(Choices(tree), each => $"    {Quoted(each.Path + " " + each.Option)}) words={Quoted(string.Join(' ', each.Values))} ;;")}}
            *' ') case "$at" in
        {{Lines(tree, node => $"      {Quoted(node.Path)}) words={Quoted(Names(node.Words))} options={Quoted(Names(node.Options))} ;;")}}
            esac ;;
          esac
          if [[ ${COMP_WORDS[COMP_CWORD]} == -* ]]; then words=$options; fi
          COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _hub hub

        """;

    private static string Zsh(IReadOnlyList<CommandWords> tree) => $$"""
        #compdef hub
        _hub() {
          local at=hub last= word
          local -a found options
          for word in "${(@)words[2,CURRENT-1]}"; do
            if [[ -n $last ]]; then last=; continue; fi
            case "$word" in {{Valued(tree, " | ")}}) last=$word; continue ;; esac
            case "$at $word" in {{Paths(tree, " | ")}}) at="$at $word" ;; esac
          done
          case "$at $last" in
        {{Lines(Choices(tree), each => $"    {Quoted(each.Path + " " + each.Option)}) found=({string.Join(' ', each.Values.Select(Quoted))}) ;;")}}
            *' ') case "$at" in
        {{Lines(tree, node => $"      {Quoted(node.Path)}) found=({Described(node.Words)}) options=({Described(node.Options)}) ;;")}}
            esac ;;
          esac
          if [[ $PREFIX == -* ]]; then found=($options); fi
          if (( $#found )); then _describe -t words hub found; else _files; fi
        }
        if [[ $funcstack[1] == _hub ]]; then _hub "$@"; else compdef _hub hub; fi

        """;

    private static string Fish(IReadOnlyList<CommandWords> tree) => $$"""
        function __hub_at
          set -l at hub
          set -l last
          for word in (commandline -opc)[2..-1]
            if test -n "$last"
              set last
              continue
            end
            switch "$word"
              case {{Valued(tree, " ")}}
                set last $word
                continue
            end
            switch "$at $word"
              case {{Paths(tree, " ")}}
                set at "$at $word"
            end
          end
          test "$at" = "$argv"
        end
        {{Lines(tree.SelectMany(node => node.Words.Select(word => (node.Path, Word: word))), each => $"complete -c hub -f -n {At(each.Path)} -a {FishQuoted(each.Word.Name)} -d {FishQuoted(each.Word.Text)}")}}
        {{Lines(tree.SelectMany(node => node.Options.Select(option => (node.Path, Option: option))), each => $"complete -c hub -n {At(each.Path)} {FishName(each.Option)} -d {FishQuoted(each.Option.Text)}")}}

        """;

    private static string At(string path) => FishQuoted($"__hub_at {path}");

    private static string FishName(OptionWord option) => (option.Name.StartsWith("--", StringComparison.Ordinal) ? "-l " : "-s ") + option.Name.TrimStart('-')
        + (option.Values.Count > 0 ? $" -x -a {FishQuoted(string.Join(' ', option.Values))}" : option.TakesValue ? " -r" : "");

    private static IEnumerable<(string Path, string Option, IReadOnlyList<string> Values)> Choices(IReadOnlyList<CommandWords> tree) =>
        tree.SelectMany(node => node.Options.Where(option => option is { TakesValue: true, Values.Count: > 0 }).Select(option => (node.Path, option.Name, option.Values)));

    private static string Valued(IReadOnlyList<CommandWords> tree, string between) =>
        string.Join(between, tree.SelectMany(node => node.Options).Where(option => option.TakesValue).Select(option => option.Name).Distinct(StringComparer.Ordinal));

    private static string Paths(IReadOnlyList<CommandWords> tree, string between) => string.Join(between, tree.Skip(1).Select(node => Quoted(node.Path)));

    private static string Names(IEnumerable<Word> words) => string.Join(' ', words.Select(word => word.Name));

    private static string Described(IEnumerable<Word> words) => string.Join(' ', words.Select(word => Quoted($"{word.Name}:{word.Text}")));

    private static string Lines<T>(IEnumerable<T> each, Func<T, string> line) => string.Join('\n', each.Select(line));

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // Within quotes fish knows the backslash.
    private static string FishQuoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
