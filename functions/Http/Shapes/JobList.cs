namespace Hub.Functions.Http.Shapes;

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record JobList(IReadOnlyList<ConsignmentView> Jobs, string? Next);
