using Hub.Core.Places;
using Hub.Core.Trust;

namespace Hub.UnitTests.Postal;

internal sealed class MemoryUnits : IUnits
{
    private List<Unit> _units = [];
    private List<UnitCode> _codes = [];

    public MemoryUnits With(params Unit[] units)
    {
        _units = [.. units];
        return this;
    }

    public MemoryUnits Calling(params UnitCode[] codes)
    {
        _codes = [.. codes];
        return this;
    }

    public Task<Unit?> FindAsync(string code, CancellationToken ct) => Task.FromResult(_units.FirstOrDefault(unit => unit.Code == code));

    public Task<IReadOnlyList<Unit>> ListAsync(string? provinceCode, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Unit>>([.. _units.Where(unit => provinceCode is null || unit.ProvinceCode == provinceCode).OrderBy(unit => unit.Code, StringComparer.Ordinal)]);

    public Task<IReadOnlyList<string>> OursAsync(string list, string level, string theirs, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. _codes.Where(c => c.List == list && c.Level == level && c.Theirs == theirs).Select(c => c.Ours)]);

    public Task<string?> TheirsAsync(string list, string level, string ours, CancellationToken ct) =>
        Task.FromResult(_codes.FirstOrDefault(c => c.List == list && c.Level == level && c.Ours == ours)?.Theirs);

    public Task ReplaceAsync(IReadOnlyList<Unit> units, AuditEntry audit, CancellationToken ct)
    {
        _units = [.. units];
        return Task.CompletedTask;
    }

    public Task ReplaceCodesAsync(string list, IReadOnlyList<UnitCode> codes, AuditEntry audit, CancellationToken ct)
    {
        _codes = [.. _codes.Where(c => c.List != list), .. codes];
        return Task.CompletedTask;
    }
}
