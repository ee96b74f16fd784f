using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Functions.Settings;

namespace Hub.Functions.Shell;

/// <summary>What is wrong with the arguments, in one sentence: the parser's own words are in one language and take a screen.</summary>
internal static partial class ArgumentFaults
{
    /// <summary>Null when nothing is.</summary>
    public static Bilingual? Of(ParseResult parse)
    {
        var fault = parse.UnmatchedTokens is [var stray, ..] ? Unknown(parse, stray)
            : parse.Errors is [var first, ..] ? Sentence(parse, first)
            : Empty(parse);
        var help = $"{Path(parse.CommandResult)} --help";
        return fault is null ? null : new($"{fault.Vi}; xem {help}", $"{fault.En}; see {help}");
    }

    private static Bilingual Unknown(ParseResult parse, string stray)
    {
        var command = parse.CommandResult.Command;
        var known = stray.StartsWith('-')
            ? command.Options.Select(option => option.Name).Concat(parse.RootCommandResult.Command.Options.Where(option => option.Recursive).Select(option => option.Name))
            : command.Subcommands.Select(sub => sub.Name);
        return Nearest.Of(stray, known) is { } near
            ? new($"không hiểu '{stray}'; có phải là '{near}'?", $"'{stray}' is not known; is '{near}' meant?")
            : new($"không hiểu '{stray}'", $"'{stray}' is not known");
    }

    private static Bilingual Sentence(ParseResult parse, ParseError error)
    {
        if (error.Message.Contains(" / ", StringComparison.Ordinal))
        {
            return Bilingual.Parse(error.Message);
        }

        var quoted = Quoted().Matches(error.Message).Select(match => match.Groups[1].Value).ToList();
        return error.SymbolResult switch
        {
            CommandResult command => Missing(command),
            _ when quoted.Count > 2 && error.Message.Contains('\n') =>
                new($"'{quoted[0]}' không được nhận; chọn một trong: {string.Join(", ", quoted[1..])}", $"'{quoted[0]}' is not taken; choose one of: {string.Join(", ", quoted[1..])}"),
            OptionResult option => Of(option, option.Tokens, option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => Of(option, option.Tokens, option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => Of(argument, argument.Tokens, argument.Argument.Name, argument.Argument.ValueType),
            _ => new($"tham số sai: {error.Message}", error.Message),
        };
    }

    private static Bilingual Missing(CommandResult command)
    {
        if (command.Command.Subcommands.Count > 0 && command.Command.Action is null)
        {
            return new("thiếu tên lệnh", "the name of a command is missing");
        }

        var options = command.Command.Options.Where(option => option.Required && command.GetResult(option) is not { Implicit: false }).Select(option => option.Name);
        var arguments = command.Command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && command.GetResult(argument) is not { Tokens.Count: > 0 }).Select(argument => argument.Name);
        var missing = string.Join(", ", options.Concat(arguments));
        return new($"thiếu {missing}", $"{missing} is missing");
    }

    private static Bilingual Of(SymbolResult result, IReadOnlyList<Token> tokens, string name, Type type)
    {
        if (tokens.Count == 0)
        {
            return result is ArgumentResult or OptionResult { Implicit: true } ? new($"thiếu {name}", $"{name} is missing") : new($"{name} cần một giá trị", $"{name} takes a value");
        }

        var kind = Nullable.GetUnderlyingType(type) ?? type;
        Bilingual wanted = kind == typeof(int) || kind == typeof(long) ? new("một số nguyên vừa phải", "a whole number that is not too large")
            : kind == typeof(double) ? new("một số, dấu thập phân là dấu chấm", "a number with a decimal point")
            : kind == typeof(bool) ? new("true hoặc false", "true or false")
            : new("đúng một giá trị", "one value");
        return new($"{name}: không đọc được '{tokens[^1].Value}', cần {wanted.Vi}", $"{name}: '{tokens[^1].Value}' cannot be read, it takes {wanted.En}");
    }

    // No argument of any command means something when it is empty, and no path, name or address holds a zero character.
    private static Bilingual? Empty(ParseResult parse)
    {
        foreach (var token in parse.Tokens.Where(token => token.Type is TokenType.Argument))
        {
            if (token.Value.Length == 0)
            {
                return new("có một tham số rỗng", "an argument is empty");
            }

            if (token.Value.Contains('\0', StringComparison.Ordinal))
            {
                return new("có một tham số chứa ký tự 0", "an argument holds a zero character");
            }
        }

        return null;
    }

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "hub";

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
