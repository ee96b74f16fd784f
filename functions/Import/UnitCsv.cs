using Hub.Core.Places;
using Hub.Functions.Http;
using Hub.Functions.Shell;

namespace Hub.Functions.Import;

/// <summary>
/// The administrative units as CSV with the columns <c>code, name, province_code, province_name</c> (codes of QĐ 19/2025/QĐ-TTg), and what another
/// list calls them with the columns <c>level (province|district|commune), theirs, ours</c>.
/// </summary>
public static class UnitCsv
{
    /// <exception cref="UsageException">The file cannot be read, a column is missing or a cell is empty; the message names line and column.</exception>
    public static IReadOnlyList<Unit> Read(string file) => OfficialCsv.Read(file, ["code", "name", "province_code", "province_name"], static line => new Unit(
        line.Needed("code", ("thiếu mã đơn vị", "the code is missing")),
        line.Needed("name", ("thiếu tên đơn vị", "the name is missing")),
        line.Needed("province_code", ("thiếu mã tỉnh", "the code of the province is missing")),
        line.Needed("province_name", ("thiếu tên tỉnh", "the name of the province is missing"))));

    /// <exception cref="UsageException">As for <see cref="Read"/>.</exception>
    public static IReadOnlyList<UnitCodeLine> ReadCodes(string file) => OfficialCsv.Read(file, ["level", "theirs", "ours"], static line => new UnitCodeLine(
        line.Needed("level", ("thiếu cấp: province, district hoặc commune", "the level is missing: province, district or commune")),
        line.Needed("theirs", ("thiếu mã của danh mục kia", "the other list's code is missing")),
        line.Needed("ours", ("thiếu mã hiện hành", "today's code is missing"))));
}
