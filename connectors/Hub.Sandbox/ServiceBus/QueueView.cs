namespace Hub.Sandbox.ServiceBus;

/// <summary>A queue as the control API shows it.</summary>
/// <param name="Waiting">Receivers in a long poll.</param>
internal sealed record QueueView(string Name, int Active, int Locked, int Scheduled, int DeadLetters, int RememberedIds, long Bytes, int Waiting);
