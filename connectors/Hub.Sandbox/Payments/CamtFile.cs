using System.Globalization;
using System.Text;
using System.Xml;

namespace Hub.Sandbox.Payments;

/// <summary>A day as camt.053.</summary>
internal static class CamtFile
{
    /// <param name="version">2 to 8; from 8 on the status is an element of its own.</param>
    public static byte[] Write(StatementDay day, int version)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("Document", $"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:00}");
            xml.WriteStartElement("BkToCstmrStmt");
            Element(xml, "GrpHdr", () =>
            {
                xml.WriteElementString("MsgId", $"DEMO{day.Day:yyMMdd}");
                xml.WriteElementString("CreDtTm", $"{day.Day:yyyy-MM-dd}T23:00:00+07:00");
            });
            Element(xml, "Stmt", () => Statement(xml, day, version));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Statement(XmlWriter xml, StatementDay day, int version)
    {
        xml.WriteElementString("Id", $"{day.Account}-{day.Day:yyyyMMdd}");
        xml.WriteElementString("ElctrncSeqNb", day.Day.DayOfYear.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("CreDtTm", $"{day.Day:yyyy-MM-dd}T23:00:00+07:00");
        Element(xml, "Acct", () =>
        {
            Element(xml, "Id", () => Element(xml, "Othr", () => xml.WriteElementString("Id", day.Account)));
            xml.WriteElementString("Ccy", "VND");
        });
        Balance(xml, "OPBD", day.Opening, day.Day.AddDays(-1));
        Balance(xml, "CLBD", day.Closing, day.Day);
        foreach (var line in day.Lines)
        {
            Element(xml, "Ntry", () => Entry(xml, line, version));
        }
    }

    private static void Balance(XmlWriter xml, string code, long amount, DateOnly day) => Element(xml, "Bal", () =>
    {
        Element(xml, "Tp", () => Element(xml, "CdOrPrtry", () => xml.WriteElementString("Cd", code)));
        Amount(xml, amount);
        Element(xml, "Dt", () => xml.WriteElementString("Dt", Day(day)));
    });

    private static void Entry(XmlWriter xml, Movement line, int version)
    {
        xml.WriteElementString("NtryRef", line.Seq.ToString(CultureInfo.InvariantCulture));
        Amount(xml, line.Amount);
        if (line.Kind is MovementKind.Reversal)
        {
            xml.WriteElementString("RvslInd", "true");
        }

        Element(xml, "Sts", () =>
        {
            if (version < 8)
            {
                xml.WriteString("BOOK");
            }
            else
            {
                xml.WriteElementString("Cd", "BOOK");
            }
        });
        Element(xml, "BookgDt", () => xml.WriteElementString("Dt", Day(line.FileDay)));
        Element(xml, "ValDt", () => xml.WriteElementString("Dt", Day(line.Day)));
        xml.WriteElementString("AcctSvcrRef", line.BankReference);
        Element(xml, "BkTxCd", () => Element(xml, "Prtry", () => xml.WriteElementString("Cd", line.Kind is MovementKind.Charge ? "CHG" : "TRF")));
        Element(xml, "NtryDtls", () => Element(xml, "TxDtls", () =>
        {
            Element(xml, "Refs", () =>
            {
                xml.WriteElementString("AcctSvcrRef", line.BankReference);
                xml.WriteElementString("EndToEndId", line is { IsWhole: true, Order: { } order } ? order : "NOTPROVIDED");
            });
            Element(xml, "RmtInf", () => xml.WriteElementString("Ustrd", line.Text));
        }));
    }

    private static void Amount(XmlWriter xml, long amount)
    {
        xml.WriteStartElement("Amt");
        xml.WriteAttributeString("Ccy", "VND");
        xml.WriteString(Math.Abs(amount).ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteElementString("CdtDbtInd", amount < 0 ? "DBIT" : "CRDT");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Element(XmlWriter xml, string name, Action content)
    {
        xml.WriteStartElement(name);
        content();
        xml.WriteEndElement();
    }
}
