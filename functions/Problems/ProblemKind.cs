namespace Hub.Functions.Problems;

/// <summary>A stable kind of refusal, RFC 9457. Its <c>type</c> is <c>/problems/{Name}</c>, a page that explains it.</summary>
/// <param name="Vietnamese">What happened, for a member of staff.</param>
/// <param name="VietnameseMend">What to do about it.</param>
public sealed record ProblemKind(
    string Name, int Status, string Vietnamese, string English, string VietnameseMend, string EnglishMend)
{
    public string Type => $"/problems/{Name}";
}
