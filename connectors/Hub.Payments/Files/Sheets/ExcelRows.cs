using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Sheets;

/// <summary>XLSX or XLS by ExcelDataReader, within limits: the library holds shared texts (XLSX) or the whole file (XLS) in memory.</summary>
internal sealed class ExcelRows : SheetRows
{
    private const long MostBinary = 64L * 1024 * 1024;
    private const int MostRows = 1_048_576;
    private const int MostBinaryRows = 65_536;

    // One cell far below makes the library hand out every empty row above it.
    private const int MostBlank = 10_000;

    private readonly IExcelDataReader _excel;
    private int _line;
    private int _blank;

    /// <exception cref="FileFaultException">The file is too large, broken, protected or refers to other files, or has no such sheet.</exception>
    public ExcelRows(Stream stream, bool isXlsx, string? sheet)
    {
        FileText.KnowCodePages();
        if (isXlsx)
        {
            SheetGuard.Check(stream);
        }
        else if (stream.Length > MostBinary)
        {
            throw Fault(RefusalCodes.Limit);
        }
        else
        {
            CompoundGuard.Check(stream);
        }

        stream.Position = 0;
        var configuration = new ExcelReaderConfiguration { LeaveOpen = true, FallbackEncoding = FileText.Windows1258 };
        _excel = Guarded(() => isXlsx ? ExcelReaderFactory.CreateOpenXmlReader(stream, configuration) : ExcelReaderFactory.CreateBinaryReader(stream, configuration));
        while (sheet is not null && !string.Equals(_excel.Name, sheet, StringComparison.OrdinalIgnoreCase))
        {
            if (!Guarded(_excel.NextResult))
            {
                throw new FileFaultException(new Place(1, 1), RefusalCodes.Profile, ("Tệp không có trang tính mà mẫu đọc yêu cầu", "The file has no sheet of the profile's name"));
            }
        }

        // The library goes through all rows that a binary sheet says it has, though none is there.
        if (Guarded(() => _excel.FieldCount) > 1_000 || (!isXlsx && Guarded(() => _excel.RowCount) > MostBinaryRows))
        {
            throw Fault(RefusalCodes.Limit);
        }
    }

    public override int Line => _line;

    public override int Count => _excel.FieldCount;

    public override SheetCell this[int column]
    {
        get
        {
            var value = column < _excel.FieldCount ? _excel.GetValue(column) : null;
            return value switch
            {
                null => default,
                string text => new SheetCell(text),
                double number => new SheetCell(null, number),
                int number => new SheetCell(null, number),
                DateTime day => new SheetCell(null, null, day),
                TimeSpan => default,
                bool flag => new SheetCell(flag ? "TRUE" : "FALSE"),
                var other => new SheetCell(other.ToString()),
            };
        }
    }

    public override bool Read()
    {
        if (!Guarded(_excel.Read))
        {
            return false;
        }

        _blank = IsBlank() ? _blank + 1 : 0;
        return ++_line <= MostRows && _blank <= MostBlank ? true : throw Fault(RefusalCodes.Limit);
    }

    private bool IsBlank()
    {
        for (var i = 0; i < _excel.FieldCount; i++)
        {
            if (_excel.GetValue(i) is not null)
            {
                return false;
            }
        }

        return true;
    }

    public override void Dispose() => _excel.Dispose();

    // A broken workbook makes the library throw whatever its parts throw; none of it is our fault or a reason to stop the hub.
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is not (FileFaultException or OutOfMemoryException))
        {
            throw Fault(broken is InvalidPasswordException ? RefusalCodes.Kind : RefusalCodes.Format);
        }
    }

    private FileFaultException Fault(string code) => new(new Place(_line + 1, 1), code, code switch
    {
        RefusalCodes.Limit => ("Tệp Excel quá lớn; chia nhỏ hoặc xuất dạng CSV", "The Excel file is too large; split it or export it as CSV"),
        RefusalCodes.Kind => ("Tệp Excel có mật khẩu; bỏ mật khẩu rồi gửi lại", "The Excel file has a password; remove it and send the file again"),
        _ => ("Tệp Excel hỏng; xuất lại từ ngân hàng", "The Excel file is broken; export it again"),
    });
}
