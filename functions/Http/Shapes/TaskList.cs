using Hub.Core.Tasks;

namespace Hub.Functions.Http.Shapes;

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record TaskList(IReadOnlyList<WorkTask> Tasks, string? Next);
