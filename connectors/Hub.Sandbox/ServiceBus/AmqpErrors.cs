using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Refusals as the service words them.</summary>
internal static class AmqpErrors
{
    public const string Busy = "com.microsoft:server-busy";
    public const string LockLost = "com.microsoft:message-lock-lost";
    public const string MessageNotFound = "com.microsoft:message-not-found";
    public const string SessionLockLost = "com.microsoft:session-lock-lost";
    public const string SessionTaken = "com.microsoft:session-cannot-be-locked";
    public const string Timeout = "com.microsoft:timeout";

    public static Error NoQueue(string name) => Of(ErrorCode.NotFound, $"The messaging entity '{name}' could not be found.");

    public static Error Unauthorized(string right) => Of(ErrorCode.UnauthorizedAccess, $"Unauthorized access. '{right}' claim(s) are required to perform this operation.");

    public static Error Full() => Of(ErrorCode.ResourceLimitExceeded, "The maximum entity size has been reached or exceeded.");

    public static Error Of(string condition, string description) => new(new Symbol(condition)) { Description = description };
}
