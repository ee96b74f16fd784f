using Hub.Core.Trust;

namespace Hub.Core.Places;

/// <summary>The administrative units and what other lists call them.</summary>
public interface IUnits
{
    Task<Unit?> FindAsync(string code, CancellationToken ct);

    /// <summary>All units of a province (of all when null), in order of code.</summary>
    Task<IReadOnlyList<Unit>> ListAsync(string? provinceCode, CancellationToken ct);

    /// <summary>Today's units that a code of another list stands for; more than one where a former unit was divided.</summary>
    Task<IReadOnlyList<string>> OursAsync(string list, string level, string theirs, CancellationToken ct);

    /// <summary>What another list calls a place of ours; null when it does not name it.</summary>
    Task<string?> TheirsAsync(string list, string level, string ours, CancellationToken ct);

    /// <summary>Puts these in the place of all units.</summary>
    Task ReplaceAsync(IReadOnlyList<Unit> units, AuditEntry audit, CancellationToken ct);

    /// <summary>Puts these in the place of everything that one list calls places.</summary>
    Task ReplaceCodesAsync(string list, IReadOnlyList<UnitCode> codes, AuditEntry audit, CancellationToken ct);
}

/// <summary>Remembers units; told when another list of them was put in place.</summary>
public interface IUnitCache
{
    void Forget();
}

/// <summary>A commune-level unit since 2025-07: commune, ward or special zone.</summary>
/// <param name="Code">Official code of five digits.</param>
/// <param name="ProvinceCode">Official code of two digits.</param>
public sealed record Unit(string Code, string Name, string ProvinceCode, string ProvinceName);

/// <summary>What another list calls a place.</summary>
/// <param name="List">Whose list: <c>former</c> for codes before 2025-07, else an operator's name.</param>
/// <param name="Level"><c>province</c>, <c>district</c> or <c>commune</c>.</param>
/// <param name="Theirs">The code in that list.</param>
/// <param name="Ours">Official code of today's province (two digits) or commune (five).</param>
public sealed record UnitCode(string List, string Level, string Theirs, string Ours);
