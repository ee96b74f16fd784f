using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Functions.Shell;

/// <summary>Lays rows out for a screen of a given width, pure. No number and no id is ever cut: what does not fit beside each other stands below each other.</summary>
public static partial class TextTable
{
    private const string Gap = "  ";
    private const char Glue = '\u00a0';

    public static IEnumerable<string> Lay(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        var widths = columns.Select((column, at) => rows.Select(row => Columns(row[at])).Append(Columns(column)).Max()).ToList();
        return widths.Sum() + (Gap.Length * (widths.Count - 1)) <= width ? Grid(columns, rows, widths) : Blocks(columns, rows, width);
    }

    /// <summary>Breaks between words only; a word longer than the line has a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        // A command that is read across two lines cannot be copied.
        foreach (var paragraph in Command().Replace(text, command => command.Value.Replace(' ', Glue)).ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' '))
            {
                if (line.Length > 0 && Columns(line) + 1 + Columns(word) > width)
                {
                    yield return line.Replace(Glue, ' ').TrimEnd();
                    line = word;
                }
                else
                {
                    line = line.Length == 0 ? word : line + " " + word;
                }
            }

            yield return line.Replace(Glue, ' ').TrimEnd();
        }
    }

    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Columns(text)));

    /// <summary>How many columns a terminal gives the text; a letter and its marks share one.</summary>
    public static int Columns(string text) => new StringInfo(text).LengthInTextElements;

    private static IEnumerable<string> Grid(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, List<int> widths)
    {
        yield return Row(columns, widths);
        yield return Row([.. widths.Select(width => new string('─', width))], widths);
        foreach (var row in rows)
        {
            yield return Row(row, widths);
        }
    }

    private static string Row(IReadOnlyList<string> cells, List<int> widths) => string.Join(Gap, cells.Select((cell, at) => Pad(cell, widths[at]))).TrimEnd();

    [GeneratedRegex(@"\bhub [a-z-]+( (list|show|create|rotate|resume|pause|retry|edit|verify|end))?( --[a-z-]+( [^\s;,.:]+)?)*")]
    private static partial Regex Command();

    // A block for each row: the first value is what it is called, the others stand under their headings.
    private static IEnumerable<string> Blocks(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        var label = columns.Skip(1).Select(Columns).DefaultIfEmpty(0).Max();
        for (var row = 0; row < rows.Count; row++)
        {
            if (row > 0)
            {
                yield return "";
            }

            yield return rows[row][0];
            for (var at = 1; at < columns.Count; at++)
            {
                var heading = columns[at];
                foreach (var line in rows[row][at].Length > 0 ? Wrap(rows[row][at], width - label - (2 * Gap.Length)) : [])
                {
                    yield return Gap + Pad(heading, label) + Gap + line;
                    heading = "";
                }
            }
        }
    }
}
