using System.Diagnostics.CodeAnalysis;
using Hub.Core.Letters;

namespace Hub.Postal.Print.Pdf;

/// <summary>
/// A regular and a bold face, read once and then shared: it never changes and may be used by many pages at the same time. What a document
/// uses of it is embedded in the document; nothing of it ships with the hub.
/// </summary>
public sealed class PdfFont
{
    private const string Install = "apt install fonts-noto-core";

    private PdfFont(string path, TrueTypeFace regular, TrueTypeFace bold)
    {
        Path = path;
        Regular = regular;
        Bold = bold;
    }

    /// <summary>Where Debian's packages <c>fonts-noto-core</c> and <c>fonts-dejavu-core</c> put fonts with all Vietnamese letters.</summary>
    public static IReadOnlyList<string> UsualPlaces { get; } =
    [
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    ];

    /// <summary>The file of the regular face.</summary>
    public string Path { get; }

    internal TrueTypeFace Regular { get; }

    /// <summary>The regular face once more where there is no bold one beside it.</summary>
    internal TrueTypeFace Bold { get; }

    /// <param name="path">The setting <c>Post:Font</c>; empty: the first of <see cref="UsualPlaces"/> that is there.</param>
    /// <param name="problem">For staff, Vietnamese first: which file, what is wrong with it, which package to install.</param>
    public static bool TryLoad(string? path, [NotNullWhen(true)] out PdfFont? font, [NotNullWhen(false)] out string? problem) =>
        TryLoad(path, UsualPlaces, out font, out problem);

    /// <param name="places">Looked at in this order when <paramref name="path"/> is empty.</param>
    public static bool TryLoad(
        string? path, IReadOnlyList<string> places, [NotNullWhen(true)] out PdfFont? font, [NotNullWhen(false)] out string? problem)
    {
        font = null;
        problem = null;
        var file = string.IsNullOrWhiteSpace(path) ? places.FirstOrDefault(File.Exists) : path;
        if (file is null)
        {
            problem = $"Máy chủ chưa có phông chữ để in PDF: cài gói fonts-noto-core ({Install}) hoặc đặt Post:Font / " +
                $"The server has no font for printing PDF: install the package fonts-noto-core ({Install}) or set Post:Font.";
            return false;
        }

        try
        {
            var regular = new TrueTypeFace(File.ReadAllBytes(file));
            var missing = string.Concat(VietnameseLetters.All.Where(letter => regular.Glyph(letter) == 0));
            if (missing.Length == 0)
            {
                font = new PdfFont(file, regular, BoldBeside(file) ?? regular);
                return true;
            }

            problem = $"Phông chữ {file} thiếu chữ tiếng Việt {missing}: cài gói fonts-noto-core ({Install}) / " +
                $"The font {file} lacks the Vietnamese letters {missing}: install the package fonts-noto-core ({Install}).";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problem = $"Không dùng được phông chữ {file} ({exception.Message}): cần tệp TrueType (.ttf), ví dụ từ gói fonts-noto-core ({Install}) / " +
                $"The font {file} cannot be used ({exception.Message}): it must be a TrueType file (.ttf), as in the package fonts-noto-core ({Install}).";
        }

        return false;
    }

    private static TrueTypeFace? BoldBeside(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        var stem = name.EndsWith("-Regular", StringComparison.Ordinal) ? name[..^"-Regular".Length] : name;
        var bold = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", stem + "-Bold" + System.IO.Path.GetExtension(file));
        if (!File.Exists(bold))
        {
            return null;
        }

        var face = new TrueTypeFace(File.ReadAllBytes(bold));
        return VietnameseLetters.All.All(letter => face.Glyph(letter) != 0) ? face : null;
    }
}
