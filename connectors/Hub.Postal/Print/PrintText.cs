using System.Globalization;
using System.Text;
using Hub.Core.Calendar;
using Hub.Core.Letters;

namespace Hub.Postal.Print;

/// <summary>Makes people's text fit for paper, the same for both kinds of page.</summary>
internal static class PrintText
{
    /// <summary>
    /// One line of visible text in composed form: line breaks and control characters become spaces, invisible ones (joiners, variation
    /// selectors, changes of direction) go, half a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.Format || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF)
            {
                continue;
            }

            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (rune.IsBmp && category == UnicodeCategory.NonSpacingMark && clean.Length > 0)
            {
                VietnameseText.Append(clean, (char)rune.Value);
            }
            else
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>Whole đồng as staff write them: <c>1.250.000 đ</c>.</summary>
    public static string Dong(long amount) => amount.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.') + " đ";

    /// <summary>Local time, <c>HH:mm dd/MM/yyyy</c>.</summary>
    public static string Time(DateTimeOffset at) => at.ToOffset(VietnamClock.Offset).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string Papers(IReadOnlyList<PaperCount> papers) =>
        papers.Count == 0 ? "Không kê giấy tờ / No papers listed" : string.Join("; ", papers.Select(paper => $"{paper.Count} × {Clean(paper.Name)}"));

    /// <summary>A line for each, to be ticked off one by one.</summary>
    public static string PaperLines(IReadOnlyList<PaperCount> papers) =>
        papers.Count == 0 ? Papers(papers) : string.Join('\n', papers.Select(paper => $"{paper.Count} × {Clean(paper.Name)}"));
}
