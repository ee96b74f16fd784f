using System.Text;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;

namespace Hub.UnitTests.Payments.Files;

/// <summary>Files of an invented bank, and what reading them comes to.</summary>
internal static class Sample
{
    public const string Mt940 = """
        :20:DEMO261121
        :25:0011012345678
        :28C:00325/001
        :60F:C261120VND1200000,
        :61:2611211121C8000,NTRFH40DB2K7Q9X//FT26325000001
        :86:CT DEN 970436 NGUYEN VAN A H40DB2K7Q9X
        :62F:C261121VND1208000,
        -
        """;

    public const string Camt = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt>
        <Id>S325</Id><ElctrncSeqNb>325</ElctrncSeqNb><Acct><Id><Othr><Id>0011012345678</Id></Othr></Id><Ccy>VND</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">1200000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">1208000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>
        <Ntry><Amt Ccy="VND">8000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt><AcctSvcrRef>FT26325000001</AcctSvcrRef>
        <NtryDtls><TxDtls><Refs><EndToEndId>H40DB2K7Q9X</EndToEndId></Refs><RmtInf><Ustrd>LE PHI HO TICH H40DB2K7Q9X</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    public const string Sheet = """
        SAO KÊ TÀI KHOẢN,,,,,
        Số tài khoản: 0011012345678,,,,,
        STT,Ngày GD,Ghi nợ,Ghi có,Số dư,Diễn giải
        1,21/11/2026,,"8.000","1.208.000",H40DB2K7Q9X LE PHI HO TICH
        2,21/11/2026,"3.000",,"1.205.000",PHI QUAN LY
        3,22/11/2026,,"45.000","1.250.000",PPASC 2K7Q9X
        ,,,,,
        Tổng cộng,,"3.000","53.000",,
        ,,,,,Giao dịch viên
        """;

    public const string Pos = """
        MID,TID,BatchNo,TraceNo,InvoiceNo,CardMasked,CardScheme,TxnDateTime,TxnType,Amount,Fee,VATFee,NetAmount,ApprovalCode,RRN,SettlementDate,Description
        000000012345678,12345678,000123,000451,000451,970436******1234,NAPAS,21/11/2026 09:15:30,SALE,8000,88,0,7912,F62221,632509000451,2026-11-22,2K7Q9X
        000000012345678,12345678,000123,000452,000452,411111******1111,VISA,21/11/2026 09:20:01,VOID,-8000,0,0,-8000,F62222,632509000452,2026-11-22,2K7Q9X
        """;

    /// <summary>Everything in a file, with the promises that hold whatever it is.</summary>
    public static List<StatementPart> Read(byte[] file, params IReadOnlyList<StatementProfile> profiles)
    {
        using var stream = new MemoryStream(file);
        return [.. StatementFiles.Read(stream, profiles)];
    }

    public static List<StatementPart> Read(string text, params IReadOnlyList<StatementProfile> profiles) => Read(Encoding.UTF8.GetBytes(text), profiles);

    public static List<StatementLine> Lines(this IEnumerable<StatementPart> parts) => [.. parts.OfType<StatementLine>()];

    public static List<StatementVerdict> Verdicts(this IEnumerable<StatementPart> parts) => [.. parts.OfType<StatementClosed>().Select(closed => closed.Verdict)];

    public static List<FileRefusal> Refused(this IEnumerable<StatementPart> parts) => [.. parts.OfType<FileRefusal>()];

    /// <summary>An MT940 with these movements between balances that fit.</summary>
    public static string Message(long opening, IEnumerable<(long Amount, string Tail)> movements, int number = 325, string day = "261121")
    {
        var text = new StringBuilder($":20:DEMO\n:25:0011012345678\n:28C:{number}/1\n:60F:{Balance(opening, day)}\n");
        var sum = opening;
        foreach (var (amount, tail) in movements)
        {
            text.Append($":61:{day}{day[2..]}{(amount < 0 ? "D" : "C")}{Math.Abs(amount)},NTRF{tail}\n");
            sum += amount;
        }

        return text.Append($":62F:{Balance(sum, day)}\n-\n").ToString();
    }

    private static string Balance(long amount, string day) => $"{(amount < 0 ? "D" : "C")}{day}VND{Math.Abs(amount)},";
}
