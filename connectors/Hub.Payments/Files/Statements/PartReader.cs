using Hub.Core;

namespace Hub.Payments.Files.Statements;

/// <summary>A reader that goes through a file once, step by step, and never holds more than a step.</summary>
internal abstract class PartReader : IDisposable
{
    /// <summary>Refusals beyond these say nothing new: the file is something else.</summary>
    private const int MostRefusals = 1_000;

    private readonly Queue<StatementPart> _found = [];
    private int _refusals;

    public IEnumerable<StatementPart> Parts()
    {
        try
        {
            var more = true;
            while (more)
            {
                more = TryStep();
                while (_found.TryDequeue(out var part))
                {
                    yield return part;
                }
            }
        }
        finally
        {
            Dispose();
        }
    }

    public abstract void Dispose();

    protected StatementChain Chain => field ??= new StatementChain(Add);

    /// <summary>Reads a little on.</summary>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="FileFaultException">Nothing after this place can be read.</exception>
    protected abstract bool Step();

    /// <summary>What is open when the file cannot be read on is not taken.</summary>
    protected virtual void BreakOff() => Chain.CutShort();

    protected void Refuse(Place place, string code, Bilingual reason)
    {
        if (++_refusals > MostRefusals)
        {
            throw new FileFaultException(place, RefusalCodes.Limit, ($"Quá {MostRefusals} chỗ không đọc được; kiểm tra lại tệp hoặc mẫu đọc", $"More than {MostRefusals} places cannot be read; look at the file or its profile"));
        }

        Add(new FileRefusal(place, code, reason));
    }

    protected void Add(StatementPart part) => _found.Enqueue(part);

    private bool TryStep()
    {
        try
        {
            if (Step())
            {
                return true;
            }
        }
        catch (FileFaultException fault)
        {
            Add(fault.Refusal);
            BreakOff();
        }

        Chain.End();
        return false;
    }
}
