namespace Hub.Core.Tasks;

/// <summary>Something that waits for a person. One is open for each kind and subject.</summary>
/// <param name="Id">A UUID, version 7.</param>
/// <param name="Kind">Stable, kebab-case, with a runbook page: <c>parcel-silent</c>, <c>waybill-range-low</c>.</param>
/// <param name="Subject">What it is about: a consignment number, an operator.</param>
/// <param name="Dossier">Null when it is about none.</param>
/// <param name="Owner">Role whose work it is.</param>
/// <param name="Operator">The outside organisation whose staff may see it; null for the centre's own.</param>
/// <param name="DueAt">Until when it must be done.</param>
/// <param name="Vietnamese">What happened and what to do; no personal data.</param>
public sealed record WorkTask(
    Guid Id, string Kind, string Subject, string? Dossier, string Owner, string? Operator, DateTimeOffset OpenedAt, DateTimeOffset DueAt, string Vietnamese, string English)
{
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Actor as the audit names it; <c>hub</c> when what it asked for happened.</summary>
    public string? EndedBy { get; init; }

    public string? Result { get; init; }
}

/// <param name="By">Actor as the audit names it; <c>hub</c> when what was asked for happened.</param>
public sealed record TaskEnd(string Kind, string Subject, DateTimeOffset At, string By, string Result);
