using System.Text;
using System.Text.Json;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.UnitTests.Schemas;
using Json.Schema;
using Xunit;

namespace Hub.UnitTests.Payments.Files;

public sealed class ProfileTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(SchemaSamples.Root, "../../payments/statement-profile.v1.json")));

    [Fact]
    public void Built_in_profiles_go_through_JSON_and_fit_the_schema() => Assert.All(BuiltInProfiles.All, profile =>
    {
        var json = ProfileJson.Write(profile);

        Assert.True(IsValid(json), json);
        var (read, faults) = ProfileJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(faults);
        Assert.Equal(json, ProfileJson.Write(read!));
    });

    [Theory]
    [InlineData("""{"columns":{"day":"A","amount":"B"}}""")]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"name":"x","columns":{"day":"A","amount":"B"},"other":1}""")]
    [InlineData("""{"name":"x","columns":{"day":"A","amount":"B","colour":"C"}}""")]
    [InlineData("""{"name":"x","kind":"loan","columns":{"day":"A","amount":"B"}}""")]
    [InlineData("""{"name":"x","kind":7,"columns":{"day":"A","amount":"B"}}""")]
    [InlineData("""{"name":"x","separator":"x","columns":{"day":"A","amount":"B"}}""")]
    [InlineData("""{"name":"","columns":{"day":"A","amount":"B"}}""")]
    [InlineData("""{"name":"x","columns":{"amount":"B"}}""")]
    [InlineData("""{"name":"x","columns":{"day":"","amount":"B"}}""")]
    public void What_the_schema_refuses_the_reader_refuses(string json)
    {
        Assert.False(IsValid(json));
        Assert.NotEmpty(ProfileJson.Read(Encoding.UTF8.GetBytes(json)).Faults);
    }

    [Theory]
    [InlineData("""{"name":"x","columns":{"day":"A"}}""", "/columns/amount")]
    [InlineData("""{"name":"x","columns":{"day":"A","amount":"B","credit":"C"}}""", "/columns/amount")]
    [InlineData("""{"name":"x","columns":{"day":"A","amount":"a "}}""", "/columns/amount")]
    [InlineData("{", "")]
    public void Faults_have_a_pointer(string json, string place) => Assert.Contains(ProfileJson.Read(Encoding.UTF8.GetBytes(json)).Faults, fault => fault.Pointer == place);

    [Fact]
    public void Names_and_a_running_balance_teach_a_profile_without_doubt()
    {
        var learned = Learn(Sample.Sheet);

        Assert.Empty(learned.Unsure);
        Assert.Equal((3, 50_000L), (learned.Rows, learned.Sum));
        Assert.Equal(("Ngày GD", "Ghi nợ", "Ghi có", "Số dư"), (learned.Profile!.Columns.Day, learned.Profile.Columns.Debit, learned.Profile.Columns.Credit, learned.Profile.Columns.Balance));
        Assert.Equal(["Diễn giải"], learned.Profile.Columns.Text);
        Assert.True(IsValid(ProfileJson.Write(learned.Profile)));
    }

    [Theory]
    [InlineData("Transaction Date;Withdrawal;Deposit;Running Balance;Description", ";")]
    [InlineData("Ngày giao dịch/ Transaction date|Số tiền ghi nợ/ Debit|Số tiền ghi có/ Credit|Số dư/ Balance|Nội dung giao dịch/ Details", "|")]
    [InlineData("NGÀY HẠCH TOÁN\tPS NỢ\tPS CÓ\tSỐ DƯ LUỸ KẾ\tNỘI DUNG", "\t")]
    public void Other_names_teach_the_same(string heading, string separator)
    {
        var rows = "21/11/2026;;8,000;1,208,000;A\n21/11/2026;3,000;;1,205,000;B\n22/11/2026;;45,000;1,250,000;C\n".Replace(";", separator, StringComparison.Ordinal);

        var learned = Learn("Số tài khoản: 11223344\n" + heading + "\n" + rows);

        Assert.Empty(learned.Unsure);
        Assert.Equal((3, 50_000L), (learned.Rows, learned.Sum));
    }

    [Fact]
    public void Signed_amounts_in_brackets_and_American_days_are_learned()
    {
        var learned = Learn("Account: 11223344\nDate,Amount,Balance,Memo\n11/21/2026,\"8,000\",\"1,208,000\",A\n11/21/2026,\"(3,000)\",\"1,205,000\",B\n11/22/2026,\"45,000\",\"1,250,000\",C\n");

        Assert.Empty(learned.Unsure);
        Assert.Equal((3, 50_000L), (learned.Rows, learned.Sum));
    }

    [Fact]
    public void Debits_written_with_a_minus_are_learned()
    {
        var learned = Learn("STK: 11223344\nNgày,Ghi nợ,Ghi có,Số dư,Diễn giải\n21/11/2026,,8000,1208000,A\n21/11/2026,-3000,,1205000,B\n");

        Assert.Equal((true, 5000L, 0), (learned.Profile!.IsSignTurned, learned.Sum, learned.Unsure.Count));
    }

    [Fact]
    public void A_balance_without_a_name_is_found_by_its_arithmetic()
    {
        var learned = Learn("STK: 11223344\nNgày,Số tiền,Cột lạ,Diễn giải\n21/11/2026,8000,1208000,A\n21/11/2026,-3000,1205000,B\n22/11/2026,45000,1250000,C\n");

        Assert.Equal("Cột lạ", learned.Profile!.Columns.Balance);
        Assert.Contains(learned.Unsure, doubt => doubt.En.Contains("Cột lạ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("STK: 11223344\nNgày,Số tiền,Diễn giải\n01/02/2026,8000,A\n03/04/2026,9000,B\n", "above 12")]
    [InlineData("STK: 11223344\nNgày,Số tiền,Diễn giải\n21/02/2026,8000,A\n", "prove")]
    [InlineData("STK: 11223344\nNgày,Số tiền,Số dư,Diễn giải\n21/02/2026,8000,8000,A\n21/02/2026,8000,15000,A\n", "difference")]
    [InlineData("Ngày,Số tiền,Diễn giải\n21/02/2026,8000,A\n", "account")]
    [InlineData("a,b\nc,d\n", "heading")]
    public void What_is_only_guessed_is_said(string file, string doubt) =>
        Assert.Contains(Learn(file).Unsure, unsure => unsure.En.Contains(doubt, StringComparison.Ordinal));

    [Fact]
    public void An_acquirers_file_is_known_by_its_columns()
    {
        var learned = Learn(Sample.Pos);

        Assert.Equal((ProfileKind.Pos, 2, 0L), (learned.Profile!.Kind, learned.Rows, learned.Sum));
        Assert.Empty(learned.Unsure);
    }

    private static bool IsValid(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    private static LearnedProfile Learn(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return StatementFiles.Learn(stream);
    }
}
