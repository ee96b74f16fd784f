using System.Globalization;
using Hub.Core.Procedures;
using Hub.Functions.Shell;

namespace Hub.Functions.Import;

/// <summary>
/// The official list of procedures as CSV, UTF-8, with the columns <c>code, name, field_code, field_name, promulgating_agency,
/// executing_agency, channels (DIRECT|ONLINE|POSTAL), processing_time, fees_vnd, updated</c>; several values in a cell are parted by <c>|</c>.
/// </summary>
internal static class ProcedureCsv
{
    private static readonly HashSet<string> Channels = new(["DIRECT", "ONLINE", "POSTAL"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Columns =
    [
        "code", "name", "field_code", "field_name", "promulgating_agency", "executing_agency", "channels", "processing_time", "fees_vnd", "updated",
    ];

    /// <exception cref="UsageException">The file cannot be read, a column is missing or a cell is wrong; the message names line and column.</exception>
    public static IReadOnlyList<Procedure> Read(string file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return OfficialCsv.Read(file, Columns, line =>
        {
            var procedure = Row(line);
            return seen.Add(procedure.Code) ? procedure : throw line.Wrong("code", ($"mã {procedure.Code} lặp lại", $"the code {procedure.Code} is there twice"));
        });
    }

    private static Procedure Row(OfficialCsv line) => new()
    {
        Code = line.Needed("code", ("thiếu mã thủ tục", "the procedure code is missing")),
        Name = line.Needed("name", ("thiếu tên thủ tục", "the name is missing")),
        FieldCode = line.Cell("field_code"),
        FieldName = line.Cell("field_name"),
        PromulgatingAgency = line.Cell("promulgating_agency"),
        ExecutingAgency = line.Cell("executing_agency"),
        Channels = [.. line.Parts("channels").Select(channel => Channels.Contains(channel)
            ? channel.ToLowerInvariant()
            : throw line.Wrong("channels", ($"kênh '{channel}' không rõ; dùng DIRECT, ONLINE, POSTAL", $"unknown channel '{channel}'; use DIRECT, ONLINE, POSTAL"))).Order(StringComparer.Ordinal)],
        ProcessingTimes = line.Parts("processing_time"),
        Fees = [.. line.Parts("fees_vnd").Select(fee => long.TryParse(fee, NumberStyles.None, CultureInfo.InvariantCulture, out var dong)
            ? dong
            : throw line.Wrong("fees_vnd", ($"'{fee}' không phải số đồng nguyên", $"'{fee}' is not a whole number of đồng")))],
        UpdatedOn = line.Cell("updated") is not { } updated ? null
            : DateOnly.TryParseExact(updated, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw line.Wrong("updated", ($"'{updated}' không phải ngày yyyy-MM-dd", $"'{updated}' is not a date yyyy-MM-dd")),
    };
}
