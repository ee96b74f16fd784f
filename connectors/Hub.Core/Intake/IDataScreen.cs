using Hub.Core.Schemas.Explaining;

namespace Hub.Core.Intake;

/// <summary>A party's own look at what is said, beyond its schema and before anything of it is kept: what may be nowhere is refused at the door.</summary>
public interface IDataScreen
{
    /// <param name="data">JSON that fits its schema.</param>
    /// <returns>What may not be kept, with a pointer into the data and nothing of its text; null when all may.</returns>
    SchemaViolation? Find(string type, ReadOnlyMemory<byte> data);
}
