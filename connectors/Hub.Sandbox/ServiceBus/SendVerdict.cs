namespace Hub.Sandbox.ServiceBus;

internal enum SendVerdict
{
    Taken,
    QuotaExceeded,
}
