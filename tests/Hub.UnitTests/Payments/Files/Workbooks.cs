using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Hub.UnitTests.Payments.Files;

/// <summary>Workbooks as small as the formats allow. Days are numbers; in XLSX their style says that they are days.</summary>
internal static class Workbooks
{
    public static byte[] Xlsx(IReadOnlyList<object?[]> rows, params (string Name, byte[] Content)[] further)
    {
        var cells = new StringBuilder("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (var row = 0; row < rows.Count; row++)
        {
            cells.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var column = 0; column < rows[row].Length; column++)
            {
                var at = $"{(char)('A' + column)}{row + 1}";
                cells.Append(rows[row][column] switch
                {
                    null => "",
                    string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
                    DateOnly day => $"<c r=\"{at}\" s=\"1\"><v>{Serial(day)}</v></c>",
                    IFormattable number => $"<c r=\"{at}\"><v>{number.ToString(null, CultureInfo.InvariantCulture)}</v></c>",
                    _ => throw new ArgumentException(null, nameof(rows)),
                });
            }

            cells.Append("</row>");
        }

        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
            Put(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Put(zip, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="SaoKe" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Put(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>""");
            Put(zip, "xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>""");
            Put(zip, "xl/worksheets/sheet1.xml", cells.Append("</sheetData></worksheet>").ToString());
            foreach (var (name, content) in further)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>BIFF8 in a compound file of one chain of sectors.</summary>
    public static byte[] Xls(IReadOnlyList<object?[]> rows)
    {
        const int Sector = 512;
        var book = Book(rows);
        var sectors = Math.Max(8, (book.Length + Sector - 1) / Sector);
        var file = new byte[(3 + sectors) * Sector];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(file, 0);
        Put(file, 24, [0x3E, 0x00, 0x03, 0x00, 0xFE, 0xFF, 0x09, 0x00, 0x06, 0x00]);
        Int(file, 44, 1);
        Int(file, 48, 1);
        Int(file, 56, 4096);
        Int(file, 60, -2);
        Int(file, 68, -2);
        for (var i = 0; i < 109; i++)
        {
            Int(file, 76 + (4 * i), i == 0 ? 0 : -1);
        }

        for (var i = 0; i < Sector / 4; i++)
        {
            Int(file, Sector + (4 * i), i == 0 ? -3 : i == 1 ? -2 : i < 1 + sectors ? i + 1 : i == 1 + sectors ? -2 : -1);
        }

        Entry(file, 2 * Sector, "Root Entry", 5, child: 1, start: -2, length: 0);
        Entry(file, (2 * Sector) + 128, "Workbook", 2, child: -1, start: 2, length: sectors * Sector);
        book.CopyTo(file, 3 * Sector);
        return file;
    }

    private static byte[] Book(IReadOnlyList<object?[]> rows)
    {
        var globals = Joined(
            Record(0x0809, [0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            Record(0x0042, [0xB0, 0x04]));
        var name = Encoding.ASCII.GetBytes("SaoKe");
        var begin = globals.Length + 4 + 8 + name.Length + 4;
        byte[] place = new byte[4];
        Int(place, 0, begin);
        var sheet = new List<byte[]> { Record(0x0809, [0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) };
        var size = new byte[14];
        Int(size, 4, rows.Count);
        size[10] = (byte)rows.Max(row => row.Length);
        sheet.Add(Record(0x0200, size));
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                if (rows[row][column] is { } value)
                {
                    sheet.Add(Cell(row, column, value));
                }
            }
        }

        return Joined([globals, Record(0x0085, [.. place, 0, 0, (byte)name.Length, 0, .. name]), Record(0x000A, []), .. sheet, Record(0x000A, [])]);
    }

    private static byte[] Cell(int row, int column, object value)
    {
        byte[] at = [(byte)row, (byte)(row >> 8), (byte)column, 0, 0, 0];
        if (value is string text)
        {
            return Record(0x0204, [.. at, (byte)text.Length, (byte)(text.Length >> 8), 1, .. Encoding.Unicode.GetBytes(text)]);
        }

        var number = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(number, value is DateOnly day ? Serial(day) : Convert.ToDouble(value, CultureInfo.InvariantCulture));
        return Record(0x0203, [.. at, .. number]);
    }

    private static int Serial(DateOnly day) => day.DayNumber - new DateOnly(1899, 12, 30).DayNumber;

    private static byte[] Record(int id, byte[] content) => [(byte)id, (byte)(id >> 8), (byte)content.Length, (byte)(content.Length >> 8), .. content];

    private static byte[] Joined(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    private static void Entry(byte[] file, int at, string name, byte kind, int child, int start, int length)
    {
        Put(file, at, Encoding.Unicode.GetBytes(name));
        Put(file, at + 64, [(byte)((name.Length + 1) * 2), 0, kind, 1]);
        Int(file, at + 68, -1);
        Int(file, at + 72, -1);
        Int(file, at + 76, child);
        Int(file, at + 116, start);
        Int(file, at + 120, length);
    }

    private static void Int(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

    private static void Put(byte[] file, int at, byte[] content) => content.CopyTo(file, at);

    private static void Put(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(content);
    }
}
