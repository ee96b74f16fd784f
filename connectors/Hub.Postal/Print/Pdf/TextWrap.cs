namespace Hub.Postal.Print.Pdf;

/// <summary>Breaks a text into lines of a given width: between words, and inside a word only where the word alone is too long, behind a hyphen, dot or slash if it has one.</summary>
internal static class TextWrap
{
    /// <param name="text">Clean text; an empty one has no lines.</param>
    /// <param name="width">Millimetres.</param>
    public static List<string> Lines(PdfPage page, string text, double width, double size, bool strong = false)
    {
        List<string> lines = [];
        if (text.Length == 0)
        {
            return lines;
        }

        var space = page.Measure(" ", size, strong);
        var line = "";
        var used = 0.0;
        foreach (var word in text.Split(' '))
        {
            var length = page.Measure(word, size, strong);
            if (line.Length > 0 && used + space + length <= width)
            {
                line += " " + word;
                used += space + length;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            (line, used) = (word, length);
            while (used > width && Fitting(page, line, width, size, strong) is var fitting && fitting < line.Length)
            {
                lines.Add(line[..fitting]);
                line = line[fitting..];
                used = page.Measure(line, size, strong);
            }
        }

        lines.Add(line);
        return lines;
    }

    private const string Joints = "-./_";

    /// <summary>How many characters fit; at least one, and never half of a pair.</summary>
    private static int Fitting(PdfPage page, string word, double width, double size, bool strong)
    {
        var used = 0.0;
        var at = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            used += page.Measure(rune.ToString(), size, strong);
            if (used > width && at > 0)
            {
                var joint = word.AsSpan(0, at).LastIndexOfAny(Joints);
                return joint >= at / 2 ? joint + 1 : at;
            }

            at += rune.Utf16SequenceLength;
        }

        return at;
    }
}
