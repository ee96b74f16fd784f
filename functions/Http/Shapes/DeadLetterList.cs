namespace Hub.Functions.Http.Shapes;

/// <param name="Total">How many match, on all pages.</param>
/// <param name="Next">Give it as <c>after</c> to go on; absent on the last page.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetterView> DeadLetters, long Total, long? Next);
