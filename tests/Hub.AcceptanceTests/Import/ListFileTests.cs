using System.Text;
using Hub.Functions.CommandLine;
using Hub.Functions.Import;
using Hub.Functions.Shell;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.Import;

/// <summary>Files that people hand over: what is not as it should be is refused where it stands.</summary>
public sealed class ListFileTests : IDisposable
{
    private const string Header = "code,name,province_code,province_name\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("00004,Phường Ba Đình,01,Thành phố Hà Nội\n")]
    [InlineData("00004,\"Phường Ba Đình\",01,\"Thành phố Hà Nội\"\r\n\r\n")]
    [InlineData("\n00004,  Phường Ba Đình ,01,Thành phố Hà Nội")]
    public void A_list_is_read_however_its_cells_are_written(string lines)
    {
        var unit = Assert.Single(UnitCsv.Read(Write("\uFEFF" + Header + lines)));

        Assert.Equal(("00004", "Phường Ba Đình", "01", "Thành phố Hà Nội"), (unit.Code, unit.Name, unit.ProvinceCode, unit.ProvinceName));
    }

    [Fact]
    public void Quotes_and_commas_within_quotes_are_the_cells_own() =>
        Assert.Equal("Xã \"A\", cũ", Assert.Single(UnitCsv.Read(Write(Header + "00004,\"Xã \"\"A\"\", cũ\",01,B\n"))).Name);

    [Theory]
    [InlineData("00004,\"Phường A,01,B\n00005,Phường C\",01,B\n", ":2:7:")]
    [InlineData("00004,A,01,B\n00005,\"C,01,B\n", ":3:7:")]
    [InlineData("00004,A,01,\"B", ":2:12:")]
    [InlineData("00004,A\"B,01,B\n", ":2:8:")]
    [InlineData("00004,\"A\"B,01,B\n", ":2:10:")]
    [InlineData("00004,A,01\n", ":2:9:")]
    [InlineData("00004,A,01,B,\n", ":2:14:")]
    [InlineData("00004,A, B,01,C\n", ":2:15:")]
    [InlineData("00004,A\0,01,B\n", ":2:8:")]
    [InlineData("00004,A\u0007,01,B\n", ":2:8:")]
    [InlineData("00004,A\r00005,01,B\n", ":2:8:")]
    [InlineData("00004,Ph\uFFFDng,01,B\n", ":2:9:")]
    public void A_wrong_cell_is_refused_with_line_and_column(string lines, string at) => Refused(Header + lines, at);

    [Theory]
    [InlineData("code,name,province_code,code\n", ":1:25:")]
    [InlineData("code,name,province_code,province_name, name\n", ":1:39:")]
    [InlineData("code,name,province_code,province_name,\n", ":1:39:")]
    [InlineData("code,name,province_code\n", ":1:")]
    [InlineData("", ": ")]
    public void A_header_names_each_column_once(string header, string at) => Refused(header, at);

    [Theory]
    [InlineData("windows-1258", ":2:9:")]
    [InlineData("utf-16", ":1:1:")]
    public void Bytes_of_another_encoding_are_refused_where_they_stand(string encoding, string at)
    {
        var bytes = encoding == "utf-16" ? [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Header)] : (byte[])[.. Encoding.ASCII.GetBytes(Header + "00004,Ph"), 0xFD, (byte)'n', (byte)'g', .. ",01,B\n"u8];

        Assert.Contains(at, Assert.Throws<UsageException>(() => UnitCsv.Read(Write("list.csv", bytes))).Message, StringComparison.Ordinal);
        Assert.Contains(at, Assert.Throws<UsageException>(() => EventFile.Read(Write("day.json", bytes)).ToList()).Message, StringComparison.Ordinal);
        Assert.Contains(at, Assert.Throws<UsageException>(() => EventFile.Bytes(Write("body.json", bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_keep_what_stands_in_the_file_for_the_intake_to_judge()
    {
        const string Odd = "{\"id\":\"1\",\"id\":\"2\",\"n\":1.50,\"t\":\"\\ud800\"}";

        Assert.Equal([Odd, Odd], EventFile.Read(Write($"[{Odd} ,{Odd}]")));
        Assert.Equal([Odd, Odd], EventFile.Read(Write($"{Odd}\n\n{Odd}\n")).Select(line => line.Trim()));
        Assert.Equal("[1]", Encoding.UTF8.GetString(EventFile.Bytes(Write("\uFEFF[1]")).Span));
    }

    private void Refused(string text, string at)
    {
        var refused = Assert.Throws<UsageException>(() => UnitCsv.Read(Write(text)));

        Assert.Contains("list.csv" + at, refused.Message, StringComparison.Ordinal);
    }

    private string Write(string text) => Write("list.csv", Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder[name], bytes);
        return _folder[name];
    }
}
