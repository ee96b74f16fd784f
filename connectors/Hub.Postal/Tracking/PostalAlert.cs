namespace Hub.Postal.Tracking;

/// <summary>Something that a person must look at: a task on the work list and one <c>postal.exception</c>.</summary>
/// <param name="Kind">One of <see cref="PostalTaskKinds"/>.</param>
/// <param name="Subject">Of the task; one is open for each kind and subject.</param>
/// <param name="Operator">The postal operator whose staff may see the task too; null for the centre's own.</param>
/// <param name="IsOperators">It is the operator's to act; else the centre's.</param>
/// <param name="Days">Working days until it must be done.</param>
/// <param name="Vietnamese">What happened and what to do; no personal data.</param>
/// <param name="RawCode">The operator's own code, where it is about one.</param>
public sealed record PostalAlert(string Kind, string Subject, string? Operator, bool IsOperators, int Days, string Vietnamese, string English, string? RawCode = null);
