namespace Hub.CaseSystem.Addresses;

/// <summary>Why a webhook may not go to an address.</summary>
/// <param name="Code">Stable: <c>url</c>, <c>scheme</c>, <c>user-info</c>, <c>port</c>, <c>name-unknown</c> or <c>address</c>.</param>
public sealed record WebhookAddressProblem(string Code, string Vietnamese, string English);
