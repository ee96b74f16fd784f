namespace Hub.Postal.Print;

/// <param name="Name">The person who confirmed.</param>
/// <param name="At">When the papers changed hands, not when it was uploaded.</param>
public sealed record HandoverConfirmation(string Name, DateTimeOffset At);
