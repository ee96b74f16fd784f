namespace Hub.Functions.Http.Shapes;

public sealed record UnitsImported(int Units, int Provinces);
