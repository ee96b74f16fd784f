namespace Hub.Sandbox.Portal;

/// <summary>Where a procedure stands on its way into the portal: proposed, testing, integrated, refused or withdrawn.</summary>
internal sealed record Integration(string Code, string Name, string State, DateTimeOffset At);
