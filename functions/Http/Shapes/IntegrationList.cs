namespace Hub.Functions.Http.Shapes;

public sealed record IntegrationList(IReadOnlyList<IntegrationView> Integrations);
