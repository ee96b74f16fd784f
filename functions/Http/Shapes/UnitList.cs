namespace Hub.Functions.Http.Shapes;

public sealed record UnitList(IReadOnlyList<Hub.Core.Places.Unit> Units);
