using Hub.Core;
using Hub.Core.Schemas.Explaining;

namespace Hub.Postal.Acts;

/// <summary>What an act or a change of a sheet comes to.</summary>
public abstract record ActResult<T>
{
    private ActResult()
    {
    }

    /// <param name="IsRepeat">It was done before: nothing was written now.</param>
    public sealed record Done(T Answer, bool IsRepeat) : ActResult<T>;

    /// <summary>There is none, or it is none of theirs.</summary>
    public sealed record NotFound : ActResult<T>;

    public sealed record Invalid(IReadOnlyList<SchemaViolation> Errors) : ActResult<T>;

    /// <summary>The time lies too far ahead: the device's clock is wrong.</summary>
    public sealed record Ahead : ActResult<T>;

    /// <summary>The id was used for another act.</summary>
    public sealed record Differs : ActResult<T>;

    /// <summary>Another has taken the job.</summary>
    public sealed record Taken : ActResult<T>;

    public sealed record WrongState(Bilingual Text) : ActResult<T>;

    /// <summary>It is no longer what the act was decided on.</summary>
    public sealed record Stale : ActResult<T>;

    /// <summary>Others were quicker too often; nothing was done.</summary>
    public sealed record Busy : ActResult<T>;
}
