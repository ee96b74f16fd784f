namespace Hub.Functions.Http.Shapes;

public sealed record LaneList(IReadOnlyList<LaneView> Lanes);
