namespace Hub.Functions.Trust;

/// <summary>What a check of a signed call came to.</summary>
/// <param name="Fault">One word for the audit when it proved nothing; null when it is whom it says.</param>
/// <param name="AnswerAsync">Serves what was proved, or answers why not, in the partner's own shape.</param>
internal sealed record SignedCall(string? Fault, Func<HttpContext, Task> AnswerAsync);
