namespace Hub.Sandbox.ServiceBus;

/// <summary>Body of <c>PUT /_twin/service-bus/tokens</c>; what is left out stays.</summary>
internal sealed record TokensRequest(IReadOnlyList<ServiceBusTwinKey>? Keys, IReadOnlyList<string>? BearerTokens);
