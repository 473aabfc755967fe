using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Observe;

/// <summary>What an observation came to.</summary>
/// <param name="Run">All that was seen.</param>
/// <param name="Recorded">What of it was recorded; in a dry run what would be.</param>
/// <param name="Branch">Where.</param>
/// <param name="HasUnreached">A server could not be asked at all.</param>
public sealed record Observed(ObservationRun Run, ObservationRun Recorded, string Branch, bool HasUnreached);
