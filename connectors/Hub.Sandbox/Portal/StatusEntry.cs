namespace Hub.Sandbox.Portal;

/// <summary>One accepted create or update: the status it carried and when the portal took it.</summary>
internal readonly record struct StatusEntry(int Status, DateTimeOffset At);
