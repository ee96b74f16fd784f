using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Hub.Postal.Print.Tables;

/// <summary>The least that a spreadsheet opens without a word: one sheet, its texts in place, its sums as numbers. The same table gives the same bytes.</summary>
internal static class XlsxTable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types =
        """
        <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>
        """;

    private const string Styles =
        $"""
        <?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0\ &quot;đ&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>
        """;

    private const int Strong = 1;
    private const int Money = 2;

    // A ZIP entry bears a time; the table's own are in its cells.
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(TableContent table)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", Types);
            Part(zip, "_rels/.rels", Related("officeDocument", "xl/workbook.xml"));
            Part(zip, "xl/workbook.xml", $"""<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Part(zip, "xl/_rels/workbook.xml.rels", Related("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"));
            Part(zip, "xl/styles.xml", Styles);
            Part(zip, "xl/worksheets/sheet1.xml", Sheet(table));
        }

        return stream.ToArray();
    }

    private static string Sheet(TableContent table)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("worksheet", Main);
            xml.WriteStartElement("cols", Main);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                xml.WriteStartElement("col", Main);
                xml.WriteAttributeString("min", $"{i + 1}");
                xml.WriteAttributeString("max", $"{i + 1}");
                xml.WriteAttributeString("width", $"{Math.Max(8, table.Columns[i].Width / 2)}");
                xml.WriteAttributeString("customWidth", "1");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteStartElement("sheetData", Main);
            var row = 0;
            foreach (var line in ((IEnumerable<string?>)[$"{table.Title} {table.Number}", .. table.Head]).Where(line => !string.IsNullOrWhiteSpace(line)))
            {
                Row(xml, ++row, [line], row == 1);
            }

            Row(xml, ++row, [.. table.Columns.Select(column => (TableCell)column.Heading)], isStrong: true);
            foreach (var cells in table.Rows)
            {
                Row(xml, ++row, cells, isStrong: false);
            }

            Row(xml, ++row, table.Sum, isStrong: true);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}";
    }

    private static void Row(XmlWriter xml, int row, IReadOnlyList<TableCell> cells, bool isStrong)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < cells.Count; i++)
        {
            xml.WriteStartElement("c", Main);
            xml.WriteAttributeString("r", $"{(char)('A' + i)}{row}");
            xml.WriteAttributeString("s", $"{(isStrong ? Strong : 0) + (cells[i].IsMoney ? Money : 0)}");
            if (cells[i].Number is { } number)
            {
                xml.WriteElementString("v", Main, number.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is", Main);
                xml.WriteElementString("t", Main, string.Concat(PrintText.Clean(cells[i].Text).Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Related(params ReadOnlySpan<string> pairs)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">""");
        for (var i = 0; i < pairs.Length; i += 2)
        {
            text.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{(i / 2) + 1}\" Type=\"{Relations}/{pairs[i]}\" Target=\"{pairs[i + 1]}\"/>");
        }

        return text.Append("</Relationships>").ToString();
    }

    private static void Part(ZipArchive zip, string name, string text)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = Always;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
