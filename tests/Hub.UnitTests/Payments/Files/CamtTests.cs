using Hub.Payments.Files.Statements;
using Xunit;

namespace Hub.UnitTests.Payments.Files;

public sealed class CamtTests
{
    private const string Entry = "<Ntry><Amt Ccy=\"VND\">8000</Amt>";

    [Fact]
    public void A_statement_is_read_and_closes()
    {
        var parts = Sample.Read(Sample.Camt);

        var line = Assert.Single(parts.Lines());
        Assert.Equal((8000, "0011012345678", "H40DB2K7Q9X", "FT26325000001"), (line.Amount, line.Account, line.CustomerReference, line.BankReference));
        Assert.Contains("LE PHI HO TICH H40DB2K7Q9X", line.Text, StringComparison.Ordinal);
        var verdict = Assert.Single(parts.Verdicts());
        Assert.Equal((1_200_000, 1_208_000, 0, true, "325"), (verdict.Head.Opening, verdict.Closing, verdict.Difference, verdict.IsSound, verdict.Head.Number));
        Assert.Empty(parts.Refused());
    }

    [Theory]
    [InlineData("02")]
    [InlineData("03")]
    [InlineData("04")]
    [InlineData("05")]
    [InlineData("06")]
    [InlineData("07")]
    [InlineData("08")]
    public void Every_version_from_02_to_08_is_read(string version)
    {
        var file = Sample.Camt.Replace("camt.053.001.02", $"camt.053.001.{version}", StringComparison.Ordinal).Replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>", StringComparison.Ordinal);

        Assert.True(Assert.Single(Sample.Read(file).Verdicts()).IsSound);
    }

    [Theory]
    [InlineData("camt.053.001.02", "camt.052.001.02", RefusalCodes.Camt052)]
    [InlineData("camt.053.001.02", "camt.054.001.08", RefusalCodes.Camt054)]
    [InlineData("camt.053.001.02", "camt.053.001.99", RefusalCodes.CamtVersion)]
    [InlineData("<Ccy>VND</Ccy>", "<Ccy>USD</Ccy>", RefusalCodes.Currency)]
    [InlineData("<Amt Ccy=\"VND\">8000<", "<Amt Ccy=\"USD\">8000<", RefusalCodes.Currency)]
    [InlineData("<Amt Ccy=\"VND\">1200000<", "<Amt Ccy=\"USD\">1200000<", RefusalCodes.Currency)]
    [InlineData(">8000<", ">8000.5<", RefusalCodes.Fraction)]
    [InlineData(">8000<", ">8,000<", RefusalCodes.Amount)]
    [InlineData("<BookgDt><Dt>2026-11-21<", "<BookgDt><Dt>2026-11-31<", RefusalCodes.Date)]
    [InlineData("LE PHI HO TICH", "4111111111111111", RefusalCodes.Card)]
    [InlineData("<Othr><Id>0011012345678</Id></Othr>", "", RefusalCodes.Account)]
    [InlineData("OPBD", "OPAV", RefusalCodes.Format)]
    [InlineData("CLBD", "CLAV", RefusalCodes.CutShort)]
    [InlineData("<Document", "<!DOCTYPE d [<!ENTITY a 'b'>]><Document", RefusalCodes.Format)]
    [InlineData("</Stmt>", "</Smt>", RefusalCodes.Format)]
    public void What_is_not_taken_is_refused_by_name(string from, string to, string code)
    {
        var parts = Sample.Read(Sample.Camt.Replace(from, to, StringComparison.Ordinal));

        var refusal = parts.Refused()[0];
        Assert.Equal(code, refusal.Code);
        Assert.True(refusal.Place is { Line: > 0, Column: > 0 });
        Assert.DoesNotContain(parts.Verdicts(), verdict => verdict.IsSound);
    }

    [Fact]
    public void Only_what_is_booked_counts()
    {
        var pending = "<Ntry><Amt Ccy=\"VND\">999</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt></Ntry>";

        var parts = Sample.Read(Sample.Camt.Replace("</Stmt>", pending + "</Stmt>", StringComparison.Ordinal));

        Assert.Single(parts.Lines());
        Assert.Equal((true, 1), (parts.Verdicts()[0].IsSound, parts.Verdicts()[0].PassedOver));
    }

    [Fact]
    public void A_reversal_keeps_the_sign_of_its_own_mark()
    {
        var reversal = "<Ntry><Amt Ccy=\"VND\">8000</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-11-21T09:15:30+07:00</DtTm></BookgDt></Ntry>";

        var parts = Sample.Read(Sample.Camt.Replace("</Stmt>", reversal + "</Stmt>", StringComparison.Ordinal).Replace("1208000.00", "1200000", StringComparison.Ordinal));

        Assert.Equal([(8000L, false), (-8000L, true)], parts.Lines().Select(line => (line.Amount, line.IsReversal)));
        Assert.True(parts.Verdicts()[0].IsSound);
    }

    [Theory]
    [InlineData("<AmtDtls><TxAmt><Amt Ccy=\"VND\">5000</Amt></TxAmt></AmtDtls>", "<AmtDtls><TxAmt><Amt Ccy=\"VND\">3000</Amt></TxAmt></AmtDtls>", 2)]
    [InlineData("<Amt Ccy=\"VND\">5000</Amt><CdtDbtInd>CRDT</CdtDbtInd>", "<Amt Ccy=\"VND\">3000</Amt>", 2)]
    [InlineData("<Amt Ccy=\"VND\">5000</Amt>", "<Amt Ccy=\"VND\">2000</Amt>", 1)]
    [InlineData("<Amt Ccy=\"VND\">5000</Amt>", "", 1)]
    [InlineData("", "", 1)]
    public void A_batch_is_divided_only_where_its_details_make_the_entry(string first, string second, int lines)
    {
        var details = $"<TxDtls><Refs><EndToEndId>A1</EndToEndId></Refs>{first}<RmtInf><Ustrd>MOT</Ustrd></RmtInf></TxDtls><TxDtls><Refs><EndToEndId>A2</EndToEndId></Refs>{second}<RmtInf><Ustrd>HAI</Ustrd></RmtInf></TxDtls>";
        var begin = Sample.Camt.IndexOf("<TxDtls>", StringComparison.Ordinal);
        var end = Sample.Camt.IndexOf("</NtryDtls>", StringComparison.Ordinal);

        var parts = Sample.Read(Sample.Camt[..begin] + details + Sample.Camt[end..]);

        Assert.Equal(lines, parts.Lines().Count);
        Assert.Equal(8000, parts.Lines().Sum(line => line.Amount));
        Assert.True(parts.Verdicts()[0].IsSound);
        Assert.Equal(lines == 2 ? new string?[] { "A1", "A2" } : new string?[] { null }, parts.Lines().Select(line => line.CustomerReference));
        Assert.Equal(lines == 2 ? 0 : 2, parts.Lines()[0].Details.Count);
    }

    [Fact]
    public void Statements_of_one_file_are_judged_each_for_itself()
    {
        var statement = Sample.Camt[Sample.Camt.IndexOf("<Stmt>", StringComparison.Ordinal)..Sample.Camt.IndexOf("</BkToCstmrStmt>", StringComparison.Ordinal)];
        var broken = statement.Replace("1208000.00", "1208001", StringComparison.Ordinal);

        var parts = Sample.Read(Sample.Camt.Replace("</BkToCstmrStmt>", broken + "</BkToCstmrStmt>", StringComparison.Ordinal));

        Assert.Equal([(true, 0L), (false, 1L)], parts.Verdicts().Select(verdict => (verdict.IsSound, verdict.Difference)));
        Assert.Equal(2, parts.Lines()[1].Twin);
    }

    [Fact]
    public void An_envelope_around_the_document_is_passed_through()
    {
        var document = Sample.Camt[Sample.Camt.IndexOf("<Document", StringComparison.Ordinal)..];

        Assert.Contains(Entry, document, StringComparison.Ordinal);
        Assert.True(Sample.Read($"<Envelope><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.01\"/>{document}</Envelope>").Verdicts()[0].IsSound);
    }
}
