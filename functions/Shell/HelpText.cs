using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Runtime.CompilerServices;
using Hub.Core;

namespace Hub.Functions.Shell;

/// <summary>Puts every command's description, and the parser's own help, into the one language that is read.</summary>
internal static class HelpText
{
    private static readonly (string English, string Vietnamese)[] Headings =
    [
        ("Description:", "Mô tả:"), ("Usage:", "Cách dùng:"), ("Arguments:", "Tham số:"), ("Options:", "Tùy chọn:"), ("Commands:", "Lệnh:"),
        ("[options]", "[tùy chọn]"), ("[command]", "[lệnh]"), ("(REQUIRED)", "(BẮT BUỘC)"), ("[default: ", "[mặc định: "),
    ];

    // Some options belong to every root there is, so what they say in both languages must outlive one help.
    private static readonly ConditionalWeakTable<Symbol, Bilingual> Texts = [];

    /// <summary>Descriptions are written <c>tiếng Việt / English</c>; help says one of both.</summary>
    public static void Apply(RootCommand root, Terminal terminal)
    {
        foreach (var option in root.Options)
        {
            if (option is VersionOption)
            {
                option.Description = "Hiện phiên bản / show the version";
            }
            else if (option is HelpOption { Action: HelpAction action } help)
            {
                option.Description = "Hiện trợ giúp / show help";
                action.MaxWidth = terminal.Width;
                help.Action = new Translated(action, terminal.Language);
            }
        }
    }

    private static void Describe(Command command, Language language)
    {
        foreach (var symbol in (IEnumerable<Symbol>)[command, .. command.Arguments, .. command.Options, .. command.Subcommands])
        {
            var text = symbol.Description is { } both ? Texts.GetValue(symbol, _ => Bilingual.Parse(both)).In(language) : null;

            // In the list of its parent a command has one line.
            symbol.Description = symbol is Command && symbol != command ? text?.Split('\n')[0].TrimEnd('.') : text;
        }
    }

    public sealed class Translated(HelpAction inner, Language language) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            Describe(parseResult.RootCommandResult.Command, language);
            Describe(parseResult.CommandResult.Command, language);
            var configuration = parseResult.InvocationConfiguration;
            var output = configuration.Output;
            using var help = new StringWriter(CultureInfo.InvariantCulture);
            configuration.Output = help;
            try
            {
                var code = inner.Invoke(parseResult);
                var text = help.ToString();
                output.Write(language is Language.English ? text : Headings.Aggregate(text, (read, heading) => read.Replace(heading.English, heading.Vietnamese, StringComparison.Ordinal)));
                return code;
            }
            finally
            {
                configuration.Output = output;
            }
        }
    }
}
