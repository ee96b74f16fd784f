using Hub.Postal.Print;
using Hub.Postal.Print.Pages;
using Hub.Postal.Print.Pdf;
using Xunit;

namespace Hub.ContractTests.Print;

public sealed class PdfFontTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-font-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_a_setting_the_usual_places_are_looked_at()
    {
        Assert.True(PdfFont.TryLoad(null, out var font, out _));
        Assert.Contains(font.Path, PdfFont.UsualPlaces);
    }

    [Fact]
    public void Where_no_font_is_staff_read_which_package_to_install()
    {
        Assert.False(PdfFont.TryLoad(" ", [Path.Combine(_folder.FullName, "none.ttf")], out _, out var problem));
        Assert.StartsWith("Máy chủ chưa có phông chữ để in PDF: cài gói fonts-noto-core", problem, StringComparison.Ordinal);
        Assert.Contains("/ The server has no font for printing PDF: install the package fonts-noto-core", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_named_in_the_settings_is_not_replaced_by_another()
    {
        var path = Path.Combine(_folder.FullName, "none.ttf");

        Assert.False(PdfFont.TryLoad(path, out _, out var problem));
        Assert.Contains(path, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a font")]
    [InlineData("OTTO")]
    public void A_file_that_is_no_TrueType_font_is_named(string content)
    {
        var path = Path.Combine(_folder.FullName, "odd.ttf");
        File.WriteAllText(path, content);

        Assert.False(PdfFont.TryLoad(path, out _, out var problem));
        Assert.Contains(path, problem, StringComparison.Ordinal);
        Assert.Contains("fonts-noto-core", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_font_cut_short_is_never_taken_for_a_whole_one()
    {
        var whole = File.ReadAllBytes(PdfFont.UsualPlaces.First(File.Exists));
        var path = Path.Combine(_folder.FullName, "short.ttf");
        foreach (var length in new[] { 4, 11, 100, 1_000, whole.Length / 2 })
        {
            File.WriteAllBytes(path, whole[..length]);

            Assert.False(PdfFont.TryLoad(path, out _, out _), $"{length} bytes");
        }
    }

    [Fact]
    public void A_font_without_Vietnamese_letters_is_refused_and_they_are_named()
    {
        Assert.False(PdfFont.TryLoad("/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf", out _, out var problem));
        Assert.Contains("lacks the Vietnamese letters", problem, StringComparison.Ordinal);
        Assert.Contains("Đ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_font_without_a_bold_face_beside_it_prints_all_the_same()
    {
        var alone = Path.Combine(_folder.FullName, "Alone.ttf");
        File.Copy(PdfFont.UsualPlaces.First(File.Exists), alone);
        using var tools = new PrintTools();
        var slip = new HandoverContent { Number = "GN-1", IssuedAt = default, From = new("Bên giao Ếch", []), To = new("Bên nhận", []) };

        var text = await tools.TextAsync(HandoverPages.Pdf(slip, PrintTools.Font(alone)));

        Assert.Contains("PHIẾU GIAO NHẬN HỒ SƠ", text, StringComparison.Ordinal);
        Assert.Contains("Bên giao Ếch", text, StringComparison.Ordinal);
    }
}
