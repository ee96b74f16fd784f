using Hub.Core.Places;
using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

internal sealed class PostgresUnits(PostgresRunner runner) : IUnits
{
    private const string Columns = "code, name, province_code, province_name";

    public async Task<Unit?> FindAsync(string code, CancellationToken ct) => (await runner.ReadAsync(
        (session, stop) => session.Statement($"SELECT {Columns} FROM units WHERE code = $1").Text(code).ReadAsync(Unit, stop), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<Unit>> ListAsync(string? provinceCode, CancellationToken ct) => await runner.ReadAsync(
        (session, stop) => (provinceCode is null
            ? session.Statement($"SELECT {Columns} FROM units ORDER BY code")
            : session.Statement($"SELECT {Columns} FROM units WHERE province_code = $1 ORDER BY code").Text(provinceCode)).ReadAsync(Unit, stop), ct);

    public async Task<IReadOnlyList<string>> OursAsync(string list, string level, string theirs, CancellationToken ct) => await runner.ReadAsync(
        (session, stop) => session.Statement("SELECT ours FROM unit_codes WHERE list = $1 AND level = $2 AND theirs = $3 ORDER BY ours")
            .Text(list).Text(level).Text(theirs).ReadAsync(r => r.Str(0), stop), ct);

    public async Task<string?> TheirsAsync(string list, string level, string ours, CancellationToken ct) => (await runner.ReadAsync(
        (session, stop) => session.Statement("SELECT theirs FROM unit_codes WHERE list = $1 AND level = $2 AND ours = $3 ORDER BY theirs LIMIT 1")
            .Text(list).Text(level).Text(ours).ReadAsync(r => r.Str(0), stop), ct)).FirstOrDefault();

    public Task ReplaceAsync(IReadOnlyList<Unit> units, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync((session, _) =>
    {
        Unit[] rows = [.. units];
        session.Last.Add("DELETE FROM units");
        session.Last.Add($"INSERT INTO units ({Columns}) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])")
            .Texts(Array.ConvertAll(rows, unit => unit.Code)).Texts(Array.ConvertAll(rows, unit => unit.Name))
            .Texts(Array.ConvertAll(rows, unit => unit.ProvinceCode)).Texts(Array.ConvertAll(rows, unit => unit.ProvinceName));
        session.Audit(audit);
        return Task.FromResult(true);
    }, ct);

    public Task ReplaceCodesAsync(string list, IReadOnlyList<UnitCode> codes, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync((session, _) =>
    {
        UnitCode[] rows = [.. codes];
        session.Last.Add("DELETE FROM unit_codes WHERE list = $1").Text(list);
        session.Last.Add("INSERT INTO unit_codes (list, level, theirs, ours) SELECT $1, t.* FROM unnest($2::text[], $3::text[], $4::text[]) t ON CONFLICT DO NOTHING")
            .Text(list).Texts(Array.ConvertAll(rows, code => code.Level)).Texts(Array.ConvertAll(rows, code => code.Theirs)).Texts(Array.ConvertAll(rows, code => code.Ours));
        session.Audit(audit);
        return Task.FromResult(true);
    }, ct);

    private static Unit Unit(NpgsqlDataReader r) => new(r.Str(0), r.Str(1), r.Str(2), r.Str(3));
}
