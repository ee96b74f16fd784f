using System.CommandLine;
using System.CommandLine.Completions;
using Hub.Core;

namespace Hub.Functions.Shell;

/// <summary>What may be typed at one place of the command line, read from the command tree itself.</summary>
/// <param name="Path">From the root on, parted by blanks: <c>hub dead-letters list</c>.</param>
/// <param name="Words">Subcommands, then values that an argument takes.</param>
/// <param name="Options">Its own, and those that belong to every command above it.</param>
internal sealed record CommandWords(string Path, IReadOnlyList<Word> Words, IReadOnlyList<OptionWord> Options)
{
    public static IReadOnlyList<CommandWords> Of(Command root, string name, Language language) => [.. Of(root, name, [], language)];

    private static IEnumerable<CommandWords> Of(Command command, string path, IReadOnlyList<Option> above, Language language)
    {
        IReadOnlyList<Option> options = [.. command.Options.Where(option => !option.Hidden), .. above];
        var subcommands = command.Subcommands.Where(sub => !sub.Hidden).ToList();
        yield return new CommandWords(
            path,
            [.. subcommands.Select(sub => new Word(sub.Name, Text(sub, language))), .. command.Arguments.SelectMany(argument => Values(argument).Select(value => new Word(value, Text(argument, language))))],
            [.. options.SelectMany(option => Names(option).Select(each => new OptionWord(each, Text(option, language), option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool), [.. Values(option)])))]);
        foreach (var below in subcommands.SelectMany(sub => Of(sub, $"{path} {sub.Name}", [.. options.Where(option => option.Recursive)], language)))
        {
            yield return below;
        }
    }

    // The parser knows /h and -? beside --help, which no shell needs to offer.
    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name).Where(name => name.StartsWith('-') && name != "-?").Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Values(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label).Order(StringComparer.Ordinal);

    private static string Text(Symbol symbol, Language language) =>
        symbol.Description is { } both ? Bilingual.Parse(both).In(language).Split('\n')[0].TrimEnd('.') : "";
}

internal record Word(string Name, string Text);

/// <param name="TakesValue">What follows it is no word of the command line's own.</param>
/// <param name="Values">The only ones that it takes; empty where it takes any.</param>
internal sealed record OptionWord(string Name, string Text, bool TakesValue, IReadOnlyList<string> Values) : Word(Name, Text);
