namespace Hub.Functions.Http.Shapes;

/// <param name="Index">Place in the batch, from 0.</param>
public sealed record EventRejected(int Index, string? Id, ProblemView Problem);
