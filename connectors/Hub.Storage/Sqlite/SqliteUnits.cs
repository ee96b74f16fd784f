using Hub.Core.Places;
using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteUnits(SqliteDatabase database, SqliteWriter writer) : IUnits
{
    private const string Columns = "code, name, province_code, province_name";

    public Task<Unit?> FindAsync(string code, CancellationToken ct) =>
        Task.FromResult(List($"SELECT {Columns} FROM units WHERE code = $code", Unit, ("$code", code)).FirstOrDefault());

    public Task<IReadOnlyList<Unit>> ListAsync(string? provinceCode, CancellationToken ct) => Task.FromResult<IReadOnlyList<Unit>>(provinceCode is null
        ? List($"SELECT {Columns} FROM units ORDER BY code", Unit)
        : List($"SELECT {Columns} FROM units WHERE province_code = $province ORDER BY code", Unit, ("$province", provinceCode)));

    public Task<IReadOnlyList<string>> OursAsync(string list, string level, string theirs, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(List(
        "SELECT ours FROM unit_codes WHERE list = $list AND level = $level AND theirs = $theirs ORDER BY ours", r => r.GetString(0),
        ("$list", list), ("$level", level), ("$theirs", theirs)));

    public Task<string?> TheirsAsync(string list, string level, string ours, CancellationToken ct) => Task.FromResult(List(
        "SELECT theirs FROM unit_codes WHERE list = $list AND level = $level AND ours = $ours ORDER BY theirs LIMIT 1", r => r.GetString(0),
        ("$list", list), ("$level", level), ("$ours", ours)).FirstOrDefault());

    public Task ReplaceAsync(IReadOnlyList<Unit> units, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session =>
    {
        session.Statement("DELETE FROM units").Run();
        foreach (var unit in units)
        {
            session.Statement("INSERT INTO units (code, name, province_code, province_name) VALUES (?,?,?,?)")
                .Bind(1, unit.Code).Bind(2, unit.Name).Bind(3, unit.ProvinceCode).Bind(4, unit.ProvinceName).Run();
        }

        session.Audit(audit);
    }, ct);

    public Task ReplaceCodesAsync(string list, IReadOnlyList<UnitCode> codes, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session =>
    {
        session.Statement("DELETE FROM unit_codes WHERE list = ?").Bind(1, list).Run();
        foreach (var code in codes)
        {
            session.Statement("INSERT INTO unit_codes (list, level, theirs, ours) VALUES (?,?,?,?) ON CONFLICT DO NOTHING")
                .Bind(1, list).Bind(2, code.Level).Bind(3, code.Theirs).Bind(4, code.Ours).Run();
        }

        session.Audit(audit);
    }, ct);

    private static Unit Unit(SqliteDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3));

    private List<T> List<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, sql, parameters);
        return Read(command, row);
    }
}
