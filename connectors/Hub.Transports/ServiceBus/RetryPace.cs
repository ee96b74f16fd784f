namespace Hub.Transports.ServiceBus;

/// <summary>Whether and when a failed call is tried again: the exponential pace of the vendor's SDK, never sooner than the service asks for.</summary>
internal sealed class RetryPace(ServiceBusOptions options, Random random)
{
    private const double JitterShare = 0.08;

    /// <param name="attempt">Tries so far, 1 after the first.</param>
    /// <param name="isRepeatable">The call may be carried out twice without harm.</param>
    /// <returns>Null when the caller gets the failure.</returns>
    public TimeSpan? After(ServiceBusException fault, int attempt, bool isRepeatable)
    {
        if (!fault.IsTransient || attempt > options.MaxRetries || (fault.IsDoubtful && !isRepeatable))
        {
            return null;
        }

        double chance;
        lock (random)
        {
            chance = random.NextDouble();
        }

        var wait = options.RetryDelay * (Math.Pow(2, attempt) + (chance * JitterShare));
        wait = wait < options.MaxRetryDelay ? wait : options.MaxRetryDelay;
        var asked = fault.RetryAfter ?? (fault.Reason == ServiceBusReason.Busy ? options.BusyDelay : TimeSpan.Zero);

        // Who is told to stay away for long tells his caller, who has better things to do than to wait.
        return asked > options.MaxRetryDelay ? null : wait > asked ? wait : asked;
    }
}
