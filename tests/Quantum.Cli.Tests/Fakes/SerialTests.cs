// Real processes of a whole trading system each: beside each other they would only take each other's processor.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
