namespace Hub.CaseSystem.Addresses;

/// <summary>Carries the guard's verdict out of the HTTP stack's connect callback.</summary>
internal sealed class WebhookAddressException(WebhookAddressProblem problem) : Exception(problem.English)
{
    public WebhookAddressProblem Problem { get; } = problem;
}
