using System.Globalization;
using CsvHelper;
using Hub.Core.Procedures;
using Hub.Functions.CommandLine;

namespace Hub.Functions.Import;

/// <summary>
/// The official list of procedures as CSV, UTF-8, with the columns <c>code, name, field_code, field_name, promulgating_agency,
/// executing_agency, channels (DIRECT|ONLINE|POSTAL), processing_time, fees_vnd, updated</c>; several values in a cell are parted by <c>|</c>.
/// </summary>
internal static class ProcedureCsv
{
    private static readonly Dictionary<string, string> Channels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DIRECT"] = "direct",
        ["ONLINE"] = "online",
        ["POSTAL"] = "postal",
    };

    private static readonly string[] Columns =
    [
        "code", "name", "field_code", "field_name", "promulgating_agency", "executing_agency", "channels", "processing_time", "fees_vnd", "updated",
    ];

    /// <exception cref="UsageException">The file cannot be read, a column is missing or a cell is wrong; the message names line and column.</exception>
    public static IReadOnlyList<Procedure> Read(string file)
    {
        try
        {
            using var csv = CsvReader.FromFile(file, CsvReaderOptions.Default with { TrackLineNumbers = true, MaxRecordSize = 1_000_000 });
            var procedures = new Dictionary<string, Procedure>(StringComparer.Ordinal);
            csv.ReadHeader();
            if (Columns.FirstOrDefault(column => !csv.TryGetFieldIndex(column, out _)) is { } missing)
            {
                throw new UsageException($"{file}:1: thiếu cột '{missing}'; cần có {string.Join(", ", Columns)} / the column '{missing}' is missing");
            }

            while (csv.Read())
            {
                var procedure = Row(csv, file);
                if (!procedures.TryAdd(procedure.Code, procedure))
                {
                    throw Wrong(file, csv, "code", $"mã {procedure.Code} lặp lại", $"the code {procedure.Code} is there twice");
                }
            }

            return [.. procedures.Values];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CsvFormatException or CsvValidationException)
        {
            throw new UsageException($"{file}: không đọc được danh mục: {unreadable.Message} / the list cannot be read");
        }
    }

    private static Procedure Row(CsvReader csv, string file)
    {
        var code = Cell(csv, "code") ?? throw Wrong(file, csv, "code", "thiếu mã thủ tục", "the procedure code is missing");
        return new Procedure
        {
            Code = code,
            Name = Cell(csv, "name") ?? throw Wrong(file, csv, "name", "thiếu tên thủ tục", "the name is missing"),
            FieldCode = Cell(csv, "field_code"),
            FieldName = Cell(csv, "field_name"),
            PromulgatingAgency = Cell(csv, "promulgating_agency"),
            ExecutingAgency = Cell(csv, "executing_agency"),
            Channels = [.. Parts(csv, "channels").Select(channel => Channels.TryGetValue(channel, out var known)
                ? known
                : throw Wrong(file, csv, "channels", $"kênh '{channel}' không rõ; dùng DIRECT, ONLINE, POSTAL", $"unknown channel '{channel}'; use DIRECT, ONLINE, POSTAL")).Order(StringComparer.Ordinal)],
            ProcessingTimes = Parts(csv, "processing_time"),
            Fees = [.. Parts(csv, "fees_vnd").Select(fee => long.TryParse(fee, NumberStyles.None, CultureInfo.InvariantCulture, out var dong)
                ? dong
                : throw Wrong(file, csv, "fees_vnd", $"'{fee}' không phải số đồng nguyên", $"'{fee}' is not a whole number of đồng"))],
            UpdatedOn = Cell(csv, "updated") is not { } updated ? null
                : DateOnly.TryParseExact(updated, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
                : throw Wrong(file, csv, "updated", $"'{updated}' không phải ngày yyyy-MM-dd", $"'{updated}' is not a date yyyy-MM-dd"),
        };
    }

    private static string? Cell(CsvReader csv, string column) => csv.GetString(column).Trim() is { Length: > 0 } text ? text : null;

    private static string[] Parts(CsvReader csv, string column) =>
        csv.GetString(column).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static UsageException Wrong(string file, CsvReader csv, string column, string vi, string en) =>
        new($"{file}:{csv.LineNumber} [{column}]: {vi} / {en}");
}
