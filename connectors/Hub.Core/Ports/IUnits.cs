using Hub.Core.Places;
using Hub.Core.Trust;

namespace Hub.Core.Ports;

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
