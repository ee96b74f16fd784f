using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>One recognised request: who makes it, under which role, and what the audit will say of it.</summary>
internal sealed class Visit(Caller caller, string role, string act, string? traceId, TimeProvider clock)
{
    public Caller Caller { get; } = caller;

    public string Role { get; } = role;

    /// <summary>Whose staff calls; null when the caller does not act as anybody's.</summary>
    public StaffBinding? Staff => Caller.Binding is { } binding && binding.Role == Role ? binding : null;

    /// <summary>What it was about: a code, an id, a lane.</summary>
    public string? Target { get; set; }

    public string? Detail { get; set; }

    /// <summary>The entry was, or will be, written by the store together with the act.</summary>
    public bool IsAudited { get; private set; }

    /// <summary>What a repeat under the same <c>Idempotency-Key</c> is answered, where the answer itself must not be kept.</summary>
    public ReadOnlyMemory<byte>? ReplayBody { get; set; }

    public static Visit Of(HttpContext http) =>
        http.Features.Get<Visit>() ?? throw new InvalidOperationException("The endpoint was reached without passing the gate.");

    public AuditEntry Entry(string result) => new(clock.GetUtcNow(), Caller.Id, Role, act, Target, result, Detail, traceId);

    /// <summary>The entry for a port that commits it with the act itself. Call <see cref="Undo"/> when the port did nothing after all.</summary>
    public AuditEntry Commit(string? target, string? detail = null)
    {
        Target = target ?? Target;
        Detail = detail ?? Detail;
        IsAudited = true;
        return Entry("allowed");
    }

    /// <summary>The entry taken by <see cref="Entry"/> was committed.</summary>
    public void MarkAudited() => IsAudited = true;

    public void Undo() => IsAudited = false;
}
